import type { HTMLElement } from 'node-html-parser';

/** Returns the values of a form, as a browser would send them unchanged. */
export function readForm(page: HTMLElement, action: string): URLSearchParams {
  const form = new URLSearchParams();
  for (const field of page.querySelectorAll(`form[action="${action}"] [name]`)) {
    if (field.tagName === 'BUTTON') continue;
    const type = field.getAttribute('type');
    if (type === 'file' || (type === 'checkbox' && !field.hasAttribute('checked'))) continue;
    form.append(field.getAttribute('name') ?? '', readValue(field));
  }
  return form;
}

function readValue(field: HTMLElement): string {
  if (field.tagName === 'TEXTAREA') return field.text.trim();
  if (field.tagName !== 'SELECT') return field.getAttribute('value') ?? '';
  const options = field.querySelectorAll('option');
  return (options.find((option) => option.hasAttribute('selected')) ?? options[0])?.getAttribute('value') ?? '';
}
