const base = require('./jest.config');

/**
 * The proofs by repetition: `npm run test:proofs`. Each has a limit of its own, by its size. They wait for processes to start for
 * half of their time: one more than there are cores keeps them busy.
 */
module.exports = { ...base, testMatch: ['**/*.proof.ts'], maxWorkers: 3 };
