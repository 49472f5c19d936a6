const base = require('./jest.config');

/**
 * Proofs by repetition: `npm run test:proofs`. Each sets its own timeout by its size. They spend half of their time
 * waiting for processes to start, so one worker more than there are cores keeps the cores busy.
 */
module.exports = { ...base, testMatch: ['**/*.proof.ts'], maxWorkers: 3 };
