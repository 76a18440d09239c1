import { expect, test } from 'vitest'
import { MODULES } from '#kernel/route.ts'
import { GRANTS, HOLDERS, INSTALLATION, ROLES, SCOPES, mayGive, permissionsOf } from './roles.ts'

test('the table speaks about every permission a route can ask for', () => {
  const expected = MODULES.flatMap((module) => [`${module}:read`, `${module}:write`])
  expect([...GRANTS].toSorted()).toEqual([...expected, 'pii:read', 'people:erase'].toSorted())
})

test('an admin may everything, whatever is added later', () => {
  expect(GRANTS.every((grant) => HOLDERS[grant].includes('admin'))).toBe(true)
  expect(permissionsOf('admin').has('*')).toBe(true)
})

test('nobody but an admin holds everything, erases people or governs', () => {
  for (const role of ROLES.filter((it) => it !== 'admin'))
    for (const grant of ['*', 'people:erase', 'governance:read', 'governance:write'])
      expect(permissionsOf(role).has(grant), `${role} ${grant}`).toBe(false)
})

test('an analyst reads no personal data and changes nothing but analyses', () => {
  const writes = [...permissionsOf('analyst')].filter((grant) => !grant.endsWith(':read'))
  expect(writes).toEqual(['insight:write'])
  expect(permissionsOf('analyst').has('pii:read')).toBe(false)
})

test('no role holds the installation', () => {
  for (const role of ROLES) expect(permissionsOf(role).has(INSTALLATION)).toBe(false)
})

test('nobody hands out more than they hold', () => {
  const writer = new Set(['audience:write'])
  expect(SCOPES.filter((scope) => mayGive(writer, scope))).toEqual([
    'audience:read',
    'audience:write',
  ])
  expect(mayGive(permissionsOf('admin'), '*')).toBe(false)
  expect(mayGive(new Set(['*', INSTALLATION]), '*')).toBe(true)
})
