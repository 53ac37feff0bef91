import { list } from '../list.ts';
import type { Nation } from './nation.ts';

export const switzerland: Nation = {
  country: 'Switzerland',
  titles: { female: ['Madame', 'Mademoiselle', 'Ms'], male: ['Monsieur'] },
  firstNames: {
    female: list(`Annelies, Bettina, Céline, Daniela, Élodie, Fabienne, Giulia, Heidi, Irène, Jessica, Leonie, Mélanie,
      Nadine, Olivia, Priska, Regula, Sévérine, Tamara, Ursina, Vreni`),
    male: list(`Andrin, Beat, Cédric, Damian, Enzo, Fabrice, Gian-Luca, Hans-Peter, Ivo, Jérôme, Kaspar, Lorenz, Matteo,
      Noël, Pascal, Reto, Sandro, Thierry, Urs, Yannick`),
  },
  lastNames: list(`Aebischer, Baumann, Chevalier, Dubois, Egli, Favre, Gerber, Hürlimann, Iten, Jäggi, Künzli, Lüthi,
    Meier-Huber, Nägeli, Oberholzer, Pfister, Rüegg, Schär, Tanner, von Allmen, Zbinden`),
  cities: list(`Aarau, Bellinzona, Chur, Davos, Emmen, Frauenfeld, Genève, Herisau, Interlaken, Köniz,
    La Chaux-de-Fonds, Lausanne, Martigny, Neuchâtel, Olten, Pully, Rapperswil-Jona, Sion, Thun, Zürich`),
  states: list(`Appenzell Ausserrhoden, Basel-Landschaft, Bern, Fribourg, Genève, Glarus, Graubünden, Jura, Luzern,
    Neuchâtel, Nidwalden, Obwalden, Schwyz, St. Gallen, Thurgau, Ticino, Vaud, Zug, Zürich`),
  streets: list(`Avenue de la Gare, Bahnhofstrasse, Chemin des Vignes, Dorfstrasse, Gartenweg, Hauptstrasse, Kirchgasse,
    Place du Marché, Quai du Mont-Blanc, Rue de l'Hôpital, Route de Berne, Seestrasse, Via San Gottardo`),
  postcode: { from: 1000, to: 9999 },
  phone: ['07# ### ## ##'],
  cell: ['07# ### ## ##'],
  id: { name: 'AVS', pattern: '756.####.####.##' },
};
