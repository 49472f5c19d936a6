export interface Item {
  tag: string;
  model: string;
}

/** Where equipment lives. A reservation takes one free item of a model, and nobody else gets that item. */
export interface Inventory {
  /**
   * Reserves one free item of each model for this onboarding, all or none; the same key gives the same items.
   * @throws SystemError `OutOfStock`, naming the model, where none is free.
   */
  reserve(reservation: { key: string; onboardingId: string; models: string[] }): Promise<Item[]>;
  /** Frees what `reserve` with this key took; nothing where nothing was taken. */
  release(key: string): Promise<void>;
}
