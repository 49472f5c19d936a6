/** `data-draft` of the form whose draft the browser clears, by flash key. */
export const DRAFT_KEYS_TO_CLEAR: Readonly<Record<string, string>> = {
  submitted: 'request',
  'item-added': 'item',
};
