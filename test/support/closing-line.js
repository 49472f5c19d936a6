/** A Jest reporter whose last word is one plain line, `N passed, N failed`, for machines that read the log. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded has no tests: it counts as one failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
};
