import type { Connection } from './connection.ts';
import { FirstWord } from './first-word.ts';
import { http1, type Door } from './http1.ts';
import { http2 } from './http2.ts';
import { tcp } from './tcp.ts';
import type { World } from './world.ts';

/** Takes every connection, and finds out what is spoken on it. */
export function frontDoor(world: World): Door {
  const doors = { http1: http1(world), http2: http2(world) };

  function take(connection: Connection): void {
    if (connection.protocol === 'tcp') return void tcp(world, connection);
    void new FirstWord(world, connection, (how, early) => {
      if (how === 'tcp') return void tcp(world, connection, early);
      early?.socket.destroy();
      doors[how].take(connection);
    });
  }

  return {
    take,
    close: () => {
      doors.http1.close();
      doors.http2.close();
    },
  };
}
