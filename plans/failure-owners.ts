/** Failure policies of steps that no hire is undone for: a training, a mail, a single piece of equipment. */

const NOT_ESSENTIAL = { essential: false, decideWithin: '2 business days' } as const;

export const ASKS_HR = { ...NOT_ESSENTIAL, owner: 'hr' } as const;

export const ASKS_IT = { ...NOT_ESSENTIAL, owner: 'it' } as const;
