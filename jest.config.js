// ESM-only packages are transformed too: jest's own loader has no require(esm).
const ESM_PACKAGES = ['nodemailer', 'smtp-server', 'mailparser', 'zod-openapi', 'kysely', 'ical-generator', 'eventsource-parser', 'date-holidays', 'date-holidays-parser', 'date-easter', 'fast-check', 'pure-rand', 'libmime', 'libbase64', 'libqp', 'mailsplit', '@zone-eu', 'html-to-text', '@selderee', 'selderee', 'parseley', 'punycode.js', 'linkify-it', 'uc.micro', 'tlds', 'he', 'deepmerge', 'leac', 'peberminta', 'caldate', 'astronomia', 'express-rate-limit', 'ipaddr.js', 'domhandler', 'domutils', 'htmlparser2', 'dom-serializer', 'entities', 'domelementtype', 'encoding-japanese'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(t|m?j)sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_PACKAGES.join('|')})/)`],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
  maxWorkers: 2,
  // A set-up that fails half-way must fail the run, not hold it: servers it left open would keep Jest waiting for ever.
  forceExit: true,
};
