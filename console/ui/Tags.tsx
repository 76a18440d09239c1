import { Tag } from 'antd'

interface TagsProps {
  of: readonly string[]
  /** These stand out from the others. */
  first?: readonly string[]
}

export function Tags({ of, first = [] }: TagsProps) {
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 4 }}>
      {first.map((tag) => (
        <Tag key={`first ${tag}`} color="processing" variant="filled">
          {tag}
        </Tag>
      ))}
      {of.map((tag) => (
        <Tag key={tag} variant="filled">
          {tag}
        </Tag>
      ))}
    </span>
  )
}
