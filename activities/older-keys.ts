import { type EffectKey, formatIdempotencyKey } from '../src/domain/ids';

/** Lists the idempotency keys of the earlier generations, which a swap gives back once it has its own. */
export const listOlderKeys = ({ onboardingId, step, generation }: EffectKey): string[] =>
  Array.from({ length: generation - 1 }, (_, index) =>
    formatIdempotencyKey({ onboardingId, step, generation: index + 1 }),
  );
