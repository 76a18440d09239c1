import type { Person } from '../people/person.ts'

const INKS = ['#0B6E7F', '#2E8B57', '#C98A00', '#8A4FA8', '#C2413A', '#3B6FB6'] as const

/** A round face with her surname: the world has no photographs. */
export function facePicture(person: Person): Response {
  const ink = INKS[Number(person.id.slice(1)) % INKS.length]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><circle cx="48" cy="48" r="48" fill="${ink}"/><text x="48" y="62" font-size="40" text-anchor="middle" fill="#fff" font-family="sans-serif">${person.name.slice(0, 1)}</text></svg>`
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml' } })
}
