/* Client script: keeps drafts, prevents double submission, reports a broken event stream. */
'use strict';

/** Keeps the text of a `data-keep` form in sessionStorage until a successful submission, or until the tab is closed. */
function keep(form) {
  const key = `form:${form.dataset.keep}`;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  for (const field of form.elements)
    if (isText(field) && field.value === '' && typeof kept[field.name] === 'string') field.value = kept[field.name];
  form.addEventListener('input', () => {
    const values = [...form.elements].filter(isText).map(({ name, value }) => [name, value]);
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(values)));
  });
}

const isText = ({ name, type }) =>
  Boolean(name) && !['hidden', 'file', 'submit', 'button', 'checkbox', 'radio'].includes(type);

document.querySelectorAll('form[data-keep]').forEach(keep);
// The page after a successful submission names the draft to clear.
document
  .querySelectorAll('[data-forget]')
  .forEach(({ dataset }) => sessionStorage.removeItem(`form:${dataset.forget}`));

/** A submission stopped in the browser can be repeated after this delay. */
const UNDER_WAY_MS = 10_000;

/** Ignores repeated submissions of a pending form. */
function sendOnce(event) {
  const { target: form, submitter } = event;
  if ('underWay' in form.dataset) event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.underWay = '';
  submitter?.setAttribute('aria-busy', 'true');
  setTimeout(() => release(form), UNDER_WAY_MS);
}

function release(form) {
  delete form.dataset.underWay;
  form.querySelectorAll('[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
}

document.addEventListener('submit', sendOnce);
// The back/forward cache may restore a page with its form still locked.
window.addEventListener('pageshow', () => document.querySelectorAll('[data-under-way]').forEach(release));

const connection = document.getElementById('connection');
const [lost, signedOut] = connection.children;

/** EventSource hides the HTTP status, so a separate request detects an expired session. */
async function tellCut({ detail: { source } }) {
  connection.hidden = false;
  if (source.readyState !== EventSource.CLOSED) return;
  const status = await fetch(source.url).then(statusAlone, () => undefined);
  signedOut.hidden = status !== 401;
  lost.hidden = !signedOut.hidden;
}

function statusAlone({ status, body }) {
  void body?.cancel();
  return status;
}

document.body.addEventListener('htmx:sseError', tellCut);
document.body.addEventListener('htmx:sseOpen', () => (connection.hidden = true));
// Closes the stream after the final event: its end would be reported as a lost connection.
document.body.addEventListener('htmx:sseMessage', ({ detail: { type, data, target } }) => {
  if (type === 'status' && JSON.parse(data).closedAt) target.close();
});
