/** Runs a command to its end. Exits with 1 if it fails or returns false. */
export function runCommand(command: () => Promise<boolean>): void {
  command().then(
    (isSuccessful) => process.exit(isSuccessful ? 0 : 1),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
