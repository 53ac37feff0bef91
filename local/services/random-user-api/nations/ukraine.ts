import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

// In Latin script, as the API has it.
export const ukraine: Nation = {
  country: 'Ukraine',
  firstNames: {
    female: list(`Anastasiya, Bogdana, Darina, Emiliya, Fedora, Galina, Halyna, Irina, Kateryna, Lesya, Maryana, Nadiya,
      Oleksandra, Polina, Rostyslava, Svitlana, Tetyana, Uliana, Vira, Yaroslava, Zlata`),
    male: list(`Andriy, Bohdan, Danylo, Evgen, Fedir, Hryhoriy, Ivan, Kyrylo, Lev, Mykhailo, Nazar, Oleksiy, Pavlo,
      Roman, Serhiy, Taras, Ustym, Volodymyr, Yuriy, Zakhar`),
  },
  lastNames: list(`Antonenko, Bilozir, Chornovil, Danylyuk, Ezerskiy, Franko, Gorobec, Hrytsenko, Ivanchenko, Kovalchuk,
    Lysenko, Mel'nik, Nesterenko, Onishchenko, Petlyura, Rudenko, Shcherbak, Tkachenko, Vasil'chenko, Yushchenko,
    Zabolotniy`),
  cities: list(`Berdichiv, Cherkasi, Dnipro, Enakieve, Fastiv, Gorodok, Herson, Irpin, Izmayil, Kam'yanec'-Podil'skiy,
    Lviv, Mariupol, Nikopol, Odesa, Poltava, Rivne, Slov'yansk, Ternopil, Uzhgorod, Vinnicya`),
  states: list(`Cherniveca, Dnipropetrovska, Harkivska, Hmelnicka, Ivano-Frankivska, Kiyivska, Lvivska, Mikolayivska,
    Odeska, Poltavska, Rivnenska, Sumska, Vinnicka, Volinska, Zakarpatska, Zhitomirska`),
  streets: list(`Bandery, Chornovola, Franka, Grushevskogo, Hreshchatik, Knyazya Volodimira, Lesi Ukrayinki, Mazepi,
    Naberezhna, Peremogi prospekt, Sadova, Shevchenka, Soborna, Zelena`),
  postcode: fiveDigits,
  phone: ['(066) @##-####', '(067) @##-####', '(068) @##-####', '(096) @##-####', '(098) @##-####'],
  cell: ['(066) @##-####', '(067) @##-####', '(068) @##-####', '(096) @##-####', '(098) @##-####'],
};
