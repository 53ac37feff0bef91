/** Something that goes wrong by real means, until it is healed. */
export interface Fault {
  readonly name: string;
  /** Ends when it is broken. */
  inject(): Promise<void>;
  /** Ends when what was broken works again; harmless where nothing is broken. */
  heal(): Promise<void>;
}

/** Does the work while the fault lasts; it is healed whatever becomes of the work. */
export async function during<Result>(fault: Fault, work: () => Promise<Result>): Promise<Result> {
  try {
    await fault.inject();
    return await work();
  } finally {
    await fault.heal();
  }
}
