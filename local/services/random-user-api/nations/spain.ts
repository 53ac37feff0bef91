import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const spain: Nation = {
  country: 'Spain',
  firstNames: {
    female: list(`Almudena, Begoña, Concepción, Dolores, Encarnación, Fátima, Gema, Inmaculada, Jesusa, Lucía,
      María Ángeles, Nieves, Olga, Pilar, Remedios, Sofía, Teresa, Úrsula, Verónica, Yolanda`),
    male: list(`Adrián, Benito, Ciriaco, Domingo, Eusebio, Félix, Germán, Hugo, Iñaki, Jesús, José Luis, Lorenzo,
      Martín, Nicolás, Óscar, Ramón, Sebastián, Tomás, Víctor, Xavi`),
  },
  lastNames: list(`Álvarez, Benítez, Castro, Domínguez, Echeverría, Fernández, Giménez, Hernández, Ibáñez, Jiménez,
    León, Muñoz, Núñez, Ortiz, Peña, Rodríguez, Sáez, Turégano, Vázquez, Yáñez, Zúñiga`),
  cities: list(`Albacete, Badajoz, Cádiz, Castellón de la Plana, Éibar, Fuenlabrada, Getafe, Huelva,
    Jerez de la Frontera, La Coruña, León, Málaga, Orihuela, Palencia, Reus, San Sebastián, Tarragona, Úbeda, Vigo,
    Zaragoza`),
  states: list(`Andalucía, Aragón, Asturias, Cantabria, Castilla y León, Cataluña, Ceuta, Comunidad Valenciana,
    Extremadura, Galicia, La Rioja, Melilla, Navarra, País Vasco, Región de Murcia`),
  streets: list(`Avenida de América, Avenida de la Constitución, Calle Colón, Calle de Alcalá, Calle de la Luna,
    Calle del Prado, Calle Mayor, Calle Nueva, Camino de Ronda, Paseo de Extremadura, Paseo del Río, Ronda de Atocha`),
  postcode: fiveDigits,
  phone: ['9##-###-###'],
  cell: ['6##-###-###'],
  id: { name: 'DNI', pattern: '########-@' },
};
