/* What a page cannot do without a script: keep what is typed, send it once, and say that the event stream is cut. */
'use strict';

/** A form with `data-keep` remembers what is typed until it was sent well, or the tab is closed. */
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
// The page after a form that was sent well says which one: what was kept of it is not needed any more.
document
  .querySelectorAll('[data-forget]')
  .forEach(({ dataset }) => sessionStorage.removeItem(`form:${dataset.forget}`));

/** Whoever stopped a form on its way may send it again after this. */
const UNDER_WAY_MS = 10_000;

/** A second click sends nothing again. */
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
// The browser may show a page again as it was left.
window.addEventListener('pageshow', () => document.querySelectorAll('[data-under-way]').forEach(release));

const connection = document.getElementById('connection');
const [lost, signedOut] = connection.children;

/** A stream that is refused does not say why: that is asked for apart. */
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
// Behind the last word comes nothing: the end of the stream would be taken for a cut.
document.body.addEventListener('htmx:sseMessage', ({ detail: { type, data, target } }) => {
  if (type === 'status' && JSON.parse(data).closedAt) target.close();
});
