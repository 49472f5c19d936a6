import type { Access } from './access';
import type { OnboardingRequest } from './request';

type Goods = Pick<Access, 'equipment' | 'trainings'>;

/** Equipment and trainings that the request names replace those of the profiles. */
export const chooseGoods = (
  { equipment, trainings }: Pick<OnboardingRequest, 'equipment' | 'trainings'>,
  access: Goods = { equipment: [], trainings: [] },
): Goods => ({ equipment: equipment ?? access.equipment, trainings: trainings ?? access.trainings });
