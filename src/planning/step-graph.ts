/** Edges of a step, shared by plan definitions and resolved plans. */
export interface GraphNode {
  after: readonly string[];
  /** Maps an error type to the step that runs instead. */
  onFailure?: Readonly<Record<string, string>>;
  /** Continues the branch that this step is. */
  followedBy?: string;
  /** Runs only as the `onFailure` or `followedBy` target of another step. */
  branch?: boolean;
}

/** Keyed by step id. */
export type StepGraph = ReadonlyMap<string, GraphNode>;

/** Steps to which the failure of this one leads, or which continue it. */
const listBranchTargets = ({ onFailure = {}, followedBy }: Partial<GraphNode> = {}): string[] => [
  ...Object.values(onFailure),
  ...(followedBy === undefined ? [] : [followedBy]),
];

/** Collects the steps that may run instead of this one, transitively. */
export function collectBranches(graph: StepGraph, id: string): Set<string> {
  const branches = new Set<string>();
  const visit = (step: string): void => {
    for (const branch of listBranchTargets(graph.get(step))) {
      if (branches.has(branch)) continue;
      branches.add(branch);
      visit(branch);
    }
  };
  visit(id);
  return branches;
}

/** Steps whose failure leads to this one, or which it continues. */
export const listBranchSources = (graph: StepGraph, id: string): string[] =>
  [...graph].flatMap(([source, node]) => (listBranchTargets(node).includes(id) ? [source] : []));

/**
 * Steps that must be complete before this one may begin: its predecessors, their branches, and, for a branch, the steps
 * whose failure leads to it.
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

/** Returns the cycle with its first step repeated at the end. */
export function findCycle(graph: StepGraph): string[] | undefined {
  const visited = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (visited.has(id)) return undefined;
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    for (const before of listPrerequisites(graph, id)) {
      const cycle = visit(before, [...path, id]);
      if (cycle !== undefined) return cycle;
    }
    visited.add(id);
    return undefined;
  };
  for (const id of graph.keys()) {
    const cycle = visit(id, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Transitive prerequisites of a step in an acyclic graph. */
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
