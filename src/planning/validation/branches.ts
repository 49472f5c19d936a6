import { type StepGraph, listBranchSources } from '../step-graph';
import type { PlanDefinition, StepDefinition } from '../dsl';
import { buildGraph } from '../plan-graph';
import type { PlanIssue } from './plan-issue';

/** Checks that `onFailure` and `followedBy` targets are branches, and that each branch has exactly one source. */
export function checkBranches(plan: PlanDefinition): PlanIssue[] {
  const graph = buildGraph(plan);
  return [...graph.keys()].flatMap((id) => [
    ...checkTargets(graph, id),
    ...checkSources(graph, id),
    ...checkElements(plan, graph, id),
  ]);
}

/** An element leads to the branch of the same element. */
function checkElements({ steps }: PlanDefinition, graph: StepGraph, id: string): PlanIssue[] {
  const getElements = (step: StepDefinition | undefined) => (step?.kind === 'approval' ? undefined : step?.forEach);
  return listBranchSources(graph, id).flatMap((source) => {
    if (getElements(steps[id]) === getElements(steps[source])) return [];
    const problem = `is the branch of ${source}, but not for each of the same elements`;
    return [{ step: id, problem, hint: `give both the same \`forEach\`, or none` }];
  });
}

function checkTargets(graph: StepGraph, id: string): PlanIssue[] {
  const { onFailure = {}, followedBy } = graph.get(id) ?? {};
  const leads = Object.entries(onFailure).map(([error, target]) => ({ target, suffix: ` on ${error}` }));
  return [...leads, ...(followedBy === undefined ? [] : [{ target: followedBy, suffix: '' }])].flatMap(
    ({ target, suffix }) => {
      const step = graph.get(target);
      if (step === undefined) {
        const problem = `leads to the unknown step ${target}${suffix}`;
        return [{ step: id, problem, hint: `use one of ${[...graph.keys()].join(', ')}` }];
      }
      if (step.branch) return [];
      const problem = `leads to ${target}${suffix}, which runs anyhow`;
      return [{ step: id, problem, hint: `give ${target} \`only: 'as a branch'\`` }];
    },
  );
}

function checkSources(graph: StepGraph, id: string): PlanIssue[] {
  const step = graph.get(id);
  if (step?.branch !== true) return [];
  const sources = listBranchSources(graph, id);
  const [source, another] = sources;
  if (source === undefined) {
    const hint = 'name it in `onFailure` of the step whose failure leads to it, or leave `only` out';
    return [{ step: id, problem: 'runs only as a branch, and nothing leads to it', hint }];
  }
  if (another !== undefined) {
    const problem = `is the branch of ${sources.join(' and of ')}, but can run only once`;
    return [{ step: id, problem, hint: 'give each of them a branch of its own' }];
  }
  if (!step.after.includes(source)) return [];
  return [
    { step: id, problem: `comes after ${source} anyhow, being its branch`, hint: `leave ${source} out of \`after\`` },
  ];
}
