import type { RefObject } from 'react'
import { useLayoutEffect, useState } from 'react'

export interface Room {
  width: number
  /** From the box down to the foot of the window. */
  height: number
}

const FOOT_PX = 76
const LEAST_PX = 320

/** How much room a long table has, so that it scrolls inside itself and the page does not. */
export function useRoom(box: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: 0, height: LEAST_PX })
  useLayoutEffect(() => {
    const measure = () => {
      const rect = box.current?.getBoundingClientRect()
      if (!rect) return
      const height = Math.max(LEAST_PX, window.innerHeight - Math.max(rect.top, 0) - FOOT_PX)
      setRoom((old) =>
        old.width === rect.width && old.height === height ? old : { width: rect.width, height },
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    if (box.current) observer.observe(box.current)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [box])
  return room
}
