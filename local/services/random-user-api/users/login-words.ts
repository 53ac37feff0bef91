import { list } from '../list.ts';

/** The first halves of user names. */
export const adjectives =
  list(`angry, beautiful, big, black, blue, brown, crazy, golden, gray, green, happy, heavy, lazy,
  orange, organic, purple, red, sad, silver, small, ticklish, tiny, white, yellow`);

/** The second halves of user names. */
export const animals =
  list(`bear, bird, butterfly, cat, dog, duck, elephant, fish, frog, goose, gorilla, kangaroo, koala,
  ladybug, leopard, lion, meercat, mouse, ostrich, panda, peacock, rabbit, snake, swan, tiger, wolf, zebra`);

export const passwords =
  list(`1234abcd, abacus, acorn, almanac, anchor, apollo, asterisk, avenue, badger7, balloon, bamboo,
  bicycle, bluebell, bonfire, buttons, cactus, candle, caramel, charlie2, cobalt, compass, copper, daisy99, dolphin, domino,
  dragonfly, eclipse, emerald, falcon, fiddle, flamingo, football, galaxy, ginger, glacier, harbour, hedgehog, horizon,
  icecream, island, jasmine, jigsaw, kestrel, lantern, lavender, lemonade, letmein1, magnet, mango, maple22, marmalade,
  meteor, mushroom, nebula, nutmeg, octopus, orchard, paprika, pepper, pickle, pirate, porridge, qwerty12, rainbow, raven,
  sandcastle, sapphire, secret, shadow, snowflake, sparrow, sunshine, teapot, thunder, treasure, trombone, umbrella,
  velvet, volcano, walnut, waterfall, whisper, willow, winter, yellowsubmarine, zeppelin`);
