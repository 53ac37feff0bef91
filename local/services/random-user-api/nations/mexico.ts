import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const mexico: Nation = {
  country: 'Mexico',
  firstNames: {
    female: list(`Aurelia, Blanca, Citlali, Débora, Estefanía, Fabiola, Guadalupe, Hortensia, Itzel, Josefina, Leticia,
      María del Carmen, Noemí, Ofelia, Perla, Rocío, Socorro, Tonantzin, Ximena, Zenaida`),
    male: list(`Abelardo, Bernabé, Cuauhtémoc, Demetrio, Ezequiel, Fidel, Gilberto, Hilario, Isaías, José María, Leonel,
      Moisés, Néstor, Octavio, Porfirio, Rogelio, Saúl, Tadeo, Ulises, Zacarías`),
  },
  lastNames: list(`Ávalos, Ballesteros, Cárdenas, de la Cruz, Espinoza, Figueroa, Güemes, Huerta, Iturbide, Juárez,
    Luévano, Magaña, Nájera, Ochoa, Peña, Quintanilla, Rentería, Saldívar, Treviño, Villaseñor, Zedillo`),
  cities: list(`Aguascalientes, Campeche, Cuautla, Chihuahua, Delicias, Ensenada, Guanajuato, Hermosillo, Irapuato,
    Juchitán, La Paz, Mérida, Nezahualcóyotl, Oaxaca de Juárez, Pachuca, San Luis Potosí, Tuxtla Gutiérrez, Uruapan,
    Zacatecas`),
  states: list(`Baja California Sur, Chiapas, Coahuila de Zaragoza, Colima, Durango, Hidalgo, Jalisco, México, Morelos,
    Nayarit, Nuevo León, Puebla, Quintana Roo, Sinaloa, Tabasco, Tlaxcala, Veracruz, Yucatán`),
  streets: list(`Andador Hidalgo, Avenida Insurgentes, Avenida Reforma, Calle Benito Juárez, Calle Morelos,
    Calzada de Tlalpan, Callejón del Beso, Cerrada Cinco de Mayo, Circuito Interior, Periférico Sur, Privada Allende,
    Prolongación Álamo`),
  postcode: fiveDigits,
  phone: ['(6##) ### ####'],
  cell: ['(6##) ### ####'],
  id: { name: 'NSS', pattern: '## ## ## #### #' },
};
