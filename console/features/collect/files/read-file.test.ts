import { expect, test } from 'vitest'
import { rowsOf, textOf } from './read-file.ts'

const bytes = (...values: number[]) => new Uint8Array(values).buffer

test('a CSV gives a row a line, under the names of its header', () => {
  const csv = '\ufeff单号,实付.元,\nA1, 129.00 ,x\n\n"B,2","1""2",\n'
  expect(rowsOf(csv)).toEqual({
    rows: [
      { 单号: 'A1', 实付_元: '129.00', column_3: 'x' },
      { 单号: 'B,2', 实付_元: '1"2', column_3: '' },
    ],
    broken: [],
  })
})

test('what a spreadsheet saved in GB 18030 is read as it was written', () => {
  // 手机,a in GBK, which is no UTF-8
  expect(textOf(bytes(0xca, 0xd6, 0xbb, 0xfa, 0x2c, 0x61))).toBe('手机,a')
  expect(textOf(new TextEncoder().encode('手机,a').buffer)).toBe('手机,a')
})

test('tabs divide where the header has them', () => {
  expect(rowsOf('a\tb\n1\t2,3').rows).toEqual([{ a: '1', b: '2,3' }])
})

test('JSON lines and JSON lists give rows; what is none is told by its line', () => {
  expect(rowsOf('{"a":1}\n\nnot json\n[1]\n{"a":2}')).toEqual({
    rows: [{ a: 1 }, { a: 2 }],
    broken: [3, 4],
  })
  expect(rowsOf('[{"a":1},2]')).toEqual({ rows: [{ a: 1 }], broken: [2] })
  expect(rowsOf('[broken')).toEqual({ rows: [], broken: [1] })
})

test('a short line has empty cells, and a long one is cut', () => {
  expect(rowsOf('a,b\n1\n1,2,3').rows).toEqual([{ a: '1' }, { a: '1', b: '2' }])
})
