import { useReader } from './reader.ts'

const TABS = [
  ['wallet', '/me'],
  ['invitations', '/me/invitations'],
  ['privacy', '/me/privacy'],
] as const

/** The way between one person's own pages, within reach of the thumb. */
export function Tabs({ here }: { here: (typeof TABS)[number][0] | undefined }) {
  const { say } = useReader()
  return (
    <nav class="tabs" aria-label={say('nav')}>
      {TABS.map(([name, path]) => (
        <a key={name} href={path} aria-current={name === here ? 'page' : undefined}>
          {say(name)}
        </a>
      ))}
    </nav>
  )
}
