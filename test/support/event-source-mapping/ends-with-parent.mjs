// Loaded into a program that a test starts: a test run that is killed can stop nothing, and what goes on polling would
// take the records of the next run.
process.channel?.unref();
process.once('disconnect', () => process.exit(1));
