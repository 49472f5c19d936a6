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

/** Items bought for an onboarding, and what it takes from the stock beside them. */
export interface Purchase {
  key: string;
  onboardingId: string;
  /** Location, by code, at which the bought items are kept. */
  location: string;
  items: Item[];
  models: string[];
}

/** A reserved item belongs to exactly one onboarding. */
export interface Inventory {
  /**
   * Reserves one free item per entry of `models`, all or none. Idempotent: the same key returns the same items. Takes over
   * the items of the wanted models that were reserved with the keys in `replaces`, and frees their others.
   * @throws SystemError `OutOfStock` when there are too few free items; the message names every missing one.
   */
  reserve(reservation: Reservation): Promise<Item[]>;
  /**
   * Adds the bought items, reserved from the start, and reserves the rest: all or nothing. Idempotent: the same key returns
   * the same items. A free item with tag and model of a bought one is that item, given back by an earlier undo.
   * @throws SystemError `TagTaken` with every tag that another item has, or `OutOfStock` as `reserve`
   */
  registerPurchase(purchase: Purchase): Promise<Item[]>;
  /** Frees the items reserved with this key; a no-op if there are none. */
  release(key: string): Promise<void>;
  /** Retires the items reserved with this key, which are lost: nobody gets them again. A no-op if there are none. */
  writeOff(key: string): Promise<void>;
}
