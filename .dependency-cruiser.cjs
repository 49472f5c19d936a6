/** The schemas of the API's responses. */
const RESPONSE_SCHEMAS = [
  '^src/api/resources/[^/]+/[a-z-]*schema\\.ts$',
  '^src/api/resources/onboardings/holdings\\.ts$',
  '^src/application/receipt\\.ts$',
];

/**
 * Import rules between rooms (docs/ARCHITECTURE.md). Each rule forbids an import; its `comment` holds the reason.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or one of them is in the wrong room.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What is imported must exist and be declared in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'workflows-import-only-the-domain',
      comment: 'Workflow code is bundled, replayed and frozen for months: it knows the domain and Temporal, no more.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: ['^workflows/', '^src/domain/', '^activities/', 'node_modules/(@temporalio/(workflow|common)|zod)/'],
      },
    },
    {
      name: 'plans-are-data',
      comment: 'A plan is written in the pure language of src/planning and the types of src/domain.',
      severity: 'error',
      from: { path: '^plans/' },
      to: { pathNot: ['^plans/', '^src/(domain|planning)/', '^activities/', 'node_modules/zod/'] },
    },
    {
      name: 'workflows-see-only-types-of-activities',
      comment: 'An activity does I/O; imported as code it would be bundled into the sandbox.',
      severity: 'error',
      from: { path: '^(workflows|plans)/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'activities-see-interfaces',
      comment: 'An activity is written against a system’s interface, so that a vendor can be exchanged.',
      severity: 'error',
      from: { path: '^activities/' },
      to: {
        path: '^(src|workflows|plans|test|bench)/',
        pathNot: [
          '^src/domain/',
          '^src/i18n/',
          '^src/integrations/(systems|system-error)\\.ts$',
          '^src/integrations/(directory/directory|inventory/inventory|training/training|mail/mailer)\\.ts$',
        ],
      },
    },
    {
      name: 'activities-reach-the-world-through-integrations',
      comment: 'An effect that does not go through src/integrations has no key, no ledger row and no undo.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: 'node_modules/(@types/)?(pg|kysely|express|nodemailer|@temporalio)/' },
    },
    {
      name: 'api-and-web-neither-act-nor-orchestrate',
      comment: 'The API sends signals and reads the database; what is done is the worker’s.',
      severity: 'error',
      from: { path: '^src/(api|web)/' },
      to: { path: '^(activities|workflows|plans|src/worker|src/embedded|src/cli)/' },
    },
    {
      name: 'pages-ask-the-api',
      comment: 'A page goes through the API’s one door: what it shows and does is what the person’s roles allow there.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: {
        path: '^src/',
        pathNot: ['^src/(web|api|domain|company|auth|application|i18n|lib)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-knows-no-pages',
      comment: 'The API is whole without them.',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/web/' },
    },
    {
      name: 'worker-knows-no-api',
      comment: 'API and worker are processes of their own.',
      severity: 'error',
      from: { path: '^src/worker/' },
      to: { path: '^src/(api|web|embedded|cli|app)/' },
    },
    {
      name: 'cli-speaks-http',
      comment:
        'The command line is a caller of the API like any other: it may know the API’s schemas and the domain’s types, ' +
        'nothing behind them. A simulation is no part of the platform: its start and its result may be known.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: {
        path: '^(src|workflows|plans|activities)/',
        pathNot: [
          '^src/cli/',
          '^src/domain/',
          '^src/i18n/',
          '^src/lib/errors\\.ts$',
          '^src/simulation/(simulate|simulation-result)\\.ts$',
          ...RESPONSE_SCHEMAS,
        ],
      },
    },
    {
      name: 'cli-sees-only-types-of-the-api',
      comment: 'Loaded as code, the schemas would bring the server with them, and every command would start late.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: RESPONSE_SCHEMAS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'simulations-touch-nothing',
      comment: 'A simulation plays activities and people, and needs neither API nor database nor any other system.',
      severity: 'error',
      from: { path: '^src/simulation/', pathNot: '^src/simulation/simulate\\.ts$' },
      to: {
        path: '^src/(api|web|cli|integrations|application|database|app)/',
        pathNot: '^src/database/sample-data\\.ts$',
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'Every room shares it, the workflow sandbox among them: types, pure functions and zod, no I/O.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', 'node_modules/zod/'] },
    },
    {
      name: 'planning-is-pure',
      comment: 'A plan is a function of the request and the facts given: no I/O.',
      severity: 'error',
      from: { path: '^src/planning/' },
      to: {
        pathNot: [
          '^src/(planning|domain|company)/',
          '^src/lib/errors\\.ts$',
          'node_modules/(@types/)?(zod|luxon|date-holidays|lru-cache)/',
        ],
      },
    },
    {
      name: 'company-is-pure',
      comment: 'Settings are data with a schema: no I/O.',
      severity: 'error',
      from: { path: '^src/company/' },
      to: { pathNot: ['^src/(company|domain)/', 'node_modules/(zod|date-holidays|ical\\.js)/'] },
    },
    {
      name: 'integrations-and-database-are-below',
      comment: 'What the rooms above are built on must not know them.',
      severity: 'error',
      from: { path: '^src/(integrations|database)/' },
      to: { path: '^(workflows|plans|activities|src/(api|web|worker|cli|app|embedded|temporal|application))/' },
    },
    {
      name: 'use-cases-are-below-the-doors',
      comment: 'API, pages and worker call the use cases, never the other way round.',
      severity: 'error',
      from: { path: '^src/application/' },
      to: { path: '^(workflows|plans|activities|src/(api|web|worker|cli|app|embedded))/' },
    },
    {
      name: 'lib-knows-no-room',
      comment: 'What every room may use must not know any of them.',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^(workflows|plans|activities|src/(?!(lib|domain)/))' },
    },
    {
      name: 'lib-sees-only-types-of-the-domain',
      comment: 'An error holds a reason of the domain; a helper contains no rule of it.',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-i18n-reads-locales',
      comment: 'A message is read by its key through src/i18n, which formats it in the language of the reader.',
      severity: 'error',
      from: { pathNot: '^(locales|src/i18n)/' },
      to: { path: '^locales/' },
    },
    {
      name: 'only-texts-for-people-are-translated',
      comment:
        'Workflows, domain and database pass codes and facts; only pages, mails, commands and the API have readers.',
      severity: 'error',
      from: { pathNot: '^(activities/emails|src/(i18n|web|api|cli|mails|worker/notifications))/' },
      to: { path: '^src/i18n/' },
    },
    {
      name: 'i18n-knows-no-room',
      comment: 'Every room with texts may use it, so it knows none of them, only the domain whose reasons it words.',
      severity: 'error',
      from: { path: '^(locales|src/i18n)/' },
      to: { path: '^(workflows|plans|activities|src/(?!(i18n|domain)/))' },
    },
    {
      name: 'only-app-composes',
      comment: 'Plans and the registry of activities are put together in the composition root, nowhere else.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/', '^src/simulation/simulate\\.ts$'] },
      to: { path: '^(plans/|activities/index\\.ts)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-app',
      comment: 'The composition root is where a process begins.',
      severity: 'error',
      from: { path: '^(src|workflows|plans|activities)/', pathNot: ['^src/app/', '^src/simulation/simulate\\.ts$'] },
      to: { path: '^src/app/' },
    },
    {
      name: 'nothing-ships-a-test',
      comment: 'Tests and benchmarks are not built into what runs.',
      severity: 'error',
      from: { path: '^(src|workflows|plans|activities)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-dev-dependencies-in-production',
      comment: '`npm ci --omit=dev` must be enough to run it.',
      severity: 'error',
      from: { path: '^(src|workflows|plans|activities|bin)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|artifacts)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
