const base = require('./jest.config');

/** Tests that start no server: `npm run test:unit`. `npm test` includes them. */
module.exports = {
  ...base,
  testMatch: [
    '<rootDir>/test/{domain,planning}/**/*.test.ts',
    '<rootDir>/test/activities/{call-options,emails/*}.test.ts',
    '<rootDir>/test/architecture/check-locales.test.ts',
    '<rootDir>/test/cli/mermaid.test.ts',
    '<rootDir>/test/api/add-messages.test.ts',
    '<rootDir>/test/bench/*.test.ts',
    '<rootDir>/test/app/config.test.ts',
    '<rootDir>/test/i18n/*.test.ts',
    '<rootDir>/test/lib/*.test.ts',
    '<rootDir>/test/mails/*.test.ts',
    '<rootDir>/test/simulation/{people,sample}.test.ts',
    '<rootDir>/test/temporal/codec.test.ts',
    '<rootDir>/test/web/{http/*,ui/*,german-words,timeline}.test.{ts,tsx}',
    '<rootDir>/test/worker/notifications/*.test.ts',
    '<rootDir>/test/workflows/{notifications,transitions}.test.ts',
  ],
  globalSetup: undefined,
  globalTeardown: undefined,
};
