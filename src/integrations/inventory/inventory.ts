export interface Item {
  tag: string;
  model: string;
}

export interface Reservation {
  key: string;
  onboardingId: string;
  models: string[];
  /** Keys of earlier reservations of the same step. */
  replaces?: string[];
}

/** A reserved item belongs to exactly one onboarding. */
export interface Inventory {
  /**
   * Reserves one free item per entry of `models`, all or none. Idempotent: the same key returns the same items. Takes over
   * the items of the wanted models that were reserved with the keys in `replaces`, and frees their others.
   * @throws SystemError `OutOfStock` when there are too few free items; the message names every missing one.
   */
  reserve(reservation: Reservation): Promise<Item[]>;
  /** Frees the items reserved with this key; a no-op if there are none. */
  release(key: string): Promise<void>;
  /** Retires the items reserved with this key, which are lost: nobody gets them again. A no-op if there are none. */
  writeOff(key: string): Promise<void>;
}
