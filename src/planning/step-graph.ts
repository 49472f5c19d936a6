/** A step as far as its place among the others goes: so in a plan as written, and so in one resolved. */
export interface GraphNode {
  after: readonly string[];
  /** By error type: the step to take instead. */
  onFailure?: Readonly<Record<string, string>>;
  /** Runs only where a failure leads to it. */
  branch?: boolean;
}

/** The steps of one plan by id. */
export type StepGraph = ReadonlyMap<string, GraphNode>;

/** Every step that may run instead of this one: what its failure leads to, what that one’s leads to, and so on. */
export function collectBranches(graph: StepGraph, id: string): Set<string> {
  const branches = new Set<string>();
  const visit = (step: string): void => {
    for (const branch of Object.values(graph.get(step)?.onFailure ?? {})) {
      if (branches.has(branch)) continue;
      branches.add(branch);
      visit(branch);
    }
  };
  visit(id);
  return branches;
}

/** The steps whose failure leads to this one. */
export const listBranchSources = (graph: StepGraph, id: string): string[] =>
  [...graph].flatMap(([source, { onFailure = {} }]) => (Object.values(onFailure).includes(id) ? [source] : []));

/**
 * Every step that must be settled before this one may begin: what it comes after, what may run instead of that, and, for a
 * branch, the steps whose failure leads to it.
 */
export function listPrerequisites(graph: StepGraph, id: string): string[] {
  const after = graph.get(id)?.after ?? [];
  return [
    ...new Set([
      ...after,
      ...after.flatMap((before) => [...collectBranches(graph, before)]),
      ...listBranchSources(graph, id),
    ]),
  ];
}

/** A circle of steps that wait for each other, its first step named again at the end; undefined where there is none. */
export function findCycle(graph: StepGraph): string[] | undefined {
  const finished = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (finished.has(id)) return undefined;
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    for (const before of listPrerequisites(graph, id)) {
      const circle = visit(before, [...path, id]);
      if (circle !== undefined) return circle;
    }
    finished.add(id);
    return undefined;
  };
  for (const id of graph.keys()) {
    const circle = visit(id, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Every step before this one on some path. The graph has no circle. */
export function collectAncestors(graph: StepGraph, id: string): Set<string> {
  const ancestors = new Set<string>();
  const visit = (step: string): void => {
    for (const before of listPrerequisites(graph, step)) {
      if (ancestors.has(before)) continue;
      ancestors.add(before);
      visit(before);
    }
  };
  visit(id);
  return ancestors;
}
