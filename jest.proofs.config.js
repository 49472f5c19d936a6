const base = require('./jest.config');

/** The proofs by repetition: `npm run test:proofs`. Each has a limit of its own, by its size. */
module.exports = { ...base, testMatch: ['**/*.proof.ts'] };
