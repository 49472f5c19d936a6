/* Client script: keeps drafts, prevents double submission, reports a broken event stream. */
'use strict';

/** Keeps the text of a `data-draft` form in sessionStorage until a successful submission, or until the tab is closed. */
function keepDraft(form) {
  const key = `draft:${form.dataset.draft}`;
  const draft = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  for (const field of form.elements)
    if (isText(field) && field.value === '' && typeof draft[field.name] === 'string') field.value = draft[field.name];
  form.addEventListener('input', () => {
    const values = [...form.elements].filter(isText).map(({ name, value }) => [name, value]);
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(values)));
  });
}

const isText = ({ name, type }) =>
  Boolean(name) && !['hidden', 'file', 'submit', 'button', 'checkbox', 'radio'].includes(type);

document.querySelectorAll('form[data-draft]').forEach(keepDraft);
// The page after a successful submission names the draft to clear.
document
  .querySelectorAll('[data-clear-draft]')
  .forEach(({ dataset }) => sessionStorage.removeItem(`draft:${dataset.clearDraft}`));

/** A submission stopped in the browser can be repeated after this delay. */
const RESUBMIT_AFTER_MS = 10_000;

/** Ignores repeated submissions of a pending form. */
function sendOnce(event) {
  const { target: form, submitter } = event;
  if ('submitting' in form.dataset) event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.submitting = '';
  submitter?.setAttribute('aria-busy', 'true');
  setTimeout(() => release(form), RESUBMIT_AFTER_MS);
}

function release(form) {
  delete form.dataset.submitting;
  form.querySelectorAll('[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
}

document.addEventListener('submit', sendOnce);
// The back/forward cache may restore a page with its form still locked.
window.addEventListener('pageshow', () => document.querySelectorAll('[data-submitting]').forEach(release));

const connection = document.getElementById('connection');
const [lost, signedOut, signedOutWhileTyping] = connection.children;

/** EventSource hides the HTTP status, so a separate request detects an expired session. */
async function tellCut({ detail: { source } }) {
  connection.hidden = false;
  if (source.readyState !== EventSource.CLOSED) return;
  const status = await fetch(source.url).then(statusAlone, () => undefined);
  signedOut.hidden = status !== 401;
  signedOutWhileTyping.hidden = true;
  lost.hidden = !signedOut.hidden;
}

function statusAlone({ status, body }) {
  void body?.cancel();
  return status;
}

// A fragment was requested after the end of the session. The page stays, with the text typed so far.
document.body.addEventListener('htmx:afterRequest', ({ detail: { xhr } }) => {
  const isSignedOut = xhr.status === 401;
  if (isSignedOut) lost.hidden = signedOut.hidden = true;
  if (isSignedOut || !signedOutWhileTyping.hidden) connection.hidden = signedOutWhileTyping.hidden = !isSignedOut;
});
document.body.addEventListener('htmx:sseError', tellCut);
document.body.addEventListener('htmx:sseOpen', () => (connection.hidden = true));
// Closes the stream after the final event: its end would be reported as a lost connection.
document.body.addEventListener('htmx:sseMessage', ({ detail: { type, data, target } }) => {
  if (type === 'status' && JSON.parse(data).closedAt) target.close();
});
