import { known } from '../../driver/live.ts'
import type { World } from '../../world.ts'

/** Makes a thing unless the world remembers having made it; answers its id. */
export async function once(
  world: World,
  name: string,
  make: () => Promise<string>,
): Promise<string> {
  const { made } = known(world)
  return (made[name] ??= await make())
}
