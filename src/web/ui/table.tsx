import type { ComponentChildren } from 'preact';

interface TableProps {
  head: readonly string[];
  /** The first cell is the row header. */
  rows: readonly { key: string; cells: readonly ComponentChildren[] }[];
  /** Visible caption; `label` is for screen readers only. */
  caption?: string;
  label?: string;
}

/** Table that becomes cards on a phone, with a label on each cell. */
export function Table({ head, rows, caption, label }: TableProps) {
  return (
    <table class="cards" aria-label={label}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {head.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row" data-label={head[0]}>
              <span>{first}</span>
            </th>
            {others.map((cell, index) => (
              <td key={head[index + 1]} data-label={head[index + 1]}>
                <span>{cell}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
