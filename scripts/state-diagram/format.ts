export interface Transition {
  event: string;
  from: string;
  to: string;
}

interface Ends {
  initial: readonly string[];
  final?: readonly string[];
}

/** Formats a Mermaid diagram with one arrow per pair of states, labelled with all of its events. */
export function formatStateDiagram(transitions: readonly Transition[], { initial, final = [] }: Ends): string {
  const eventsByArrow = new Map<string, string[]>();
  for (const { event, from, to } of transitions) {
    // An event of several states may keep one of them.
    if (from === to && transitions.some((other) => other.event === event && other.to !== to)) continue;
    const arrow = `${toNode(from)} --> ${toNode(to)}`;
    eventsByArrow.set(arrow, [...(eventsByArrow.get(arrow) ?? []), event]);
  }
  const states = [...new Set([...initial, ...transitions.flatMap(({ from, to }) => [from, to])])];
  return [
    'stateDiagram-v2',
    // A node's name must not contain a hyphen.
    ...states.filter((state) => toNode(state) !== state).map((state) => `state "${state}" as ${toNode(state)}`),
    ...initial.map((state) => `[*] --> ${toNode(state)}`),
    ...[...eventsByArrow].map(([arrow, events]) => `${arrow}: ${events.join(', ')}`),
    ...final.map((state) => `${toNode(state)} --> [*]`),
  ].join('\n  ');
}

const toNode = (state: string): string => state.replaceAll('-', '_');

/**
 * Replaces the diagram between the markers of this name in a Markdown text.
 * @throws Error if the text lacks the markers
 */
export function replaceDiagram(markdown: string, name: string, diagram: string): string {
  const [start, end] = [`<!-- diagram: ${name} -->`, '<!-- end of the diagram -->'];
  const from = markdown.indexOf(start);
  const to = markdown.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`The text has no place for the diagram ${name}.`);
  return `${markdown.slice(0, from)}${start}\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n${markdown.slice(to)}`;
}
