import type { Warning } from '../../domain/warnings/warning';
import type { BusinessCalendar } from '../business-calendar';
import type { PlanningContext } from '../planner-config';
import { computeDemand, type PlannedHire, toOpenOnboarding } from './demand';
import { listHireWarnings } from './hire-warnings';
import { listSupplyWarnings } from './supply-warnings';
import type { WarningFacts } from './warning-facts';

/** See `Planner.listWarnings`. */
export function listWarnings(
  hires: readonly PlannedHire[],
  facts: WarningFacts,
  planning: PlanningContext,
  getCalendar: (location: string) => BusinessCalendar,
): Warning[] {
  const { activities } = planning;
  const demands = hires.map((hire) => computeDemand(toOpenOnboarding(hire), activities));
  const earlier = facts.openOnboardings.map((open) => computeDemand(open, activities));
  const [only, ...others] = hires;
  const supplyWarnings = listSupplyWarnings(demands, earlier, facts).map((warning) =>
    only === undefined || others.length > 0 ? warning : addField(warning, only),
  );
  const hireWarnings = hires.flatMap((hire) =>
    listHireWarnings(hire, facts, planning, getCalendar(hire.request.job.location)).map((warning) =>
      hire.row === undefined ? warning : { row: hire.row, ...warning },
    ),
  );
  return [...supplyWarnings, ...hireWarnings];
}

/** Names the field of a single request; an addition of the plan has none. */
function addField(warning: Warning, { request, row }: PlannedHire): Warning {
  const { model, course } = warning.params;
  const [list, code] = model === undefined ? (['trainings', course] as const) : (['equipment', model] as const);
  const index = request[list]?.findIndex((one) => one === code) ?? -1;
  return {
    ...(row !== undefined && { row }),
    ...warning,
    ...(index >= 0 && { field: `${list}.${String(index)}` }),
  };
}
