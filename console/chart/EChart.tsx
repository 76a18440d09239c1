import { useEffect, useEffectEvent, useRef } from 'react'
import { useIsDark } from '../theme/mode.ts'
import { useFormat } from '../ui/use-format.ts'
import type { Unit } from '../ui/use-format.ts'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { init } from './echarts.ts'
import { coloursOf } from './option.ts'
import type { Drawing, Option } from './option.ts'

export interface Picked {
  seriesIndex: number
  dataIndex: number
}

interface EChartProps {
  /** Pure: the same drawing gives the same picture. */
  draw: (drawing: Drawing) => Option
  unit: Unit
  height: number
  onPick?: ((picked: Picked) => void) | undefined
}

/** A canvas that follows its box, the theme and the language. */
export function EChart({ draw, unit, height, onPick }: EChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const isDark = useIsDark()
  const isNarrow = useIsNarrow()
  const format = useFormat()
  const pick = useEffectEvent((picked: Picked) => onPick?.(picked))

  useEffect(() => {
    if (!box.current) return
    const made = init(box.current)
    chart.current = made
    made.on('click', (event) =>
      pick({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex }),
    )
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])

  useEffect(() => {
    const drawing: Drawing = {
      ...coloursOf(isDark),
      isNarrow,
      short: (value) => format.short(value, unit),
      exact: (value) => format.exact(value, unit),
    }
    chart.current?.setOption(draw(drawing), { notMerge: true })
  }, [draw, unit, isDark, isNarrow, format])

  return (
    <div ref={box} style={{ height, cursor: onPick ? 'pointer' : undefined }} aria-hidden="true" />
  )
}
