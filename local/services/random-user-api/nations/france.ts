import { list } from '../list.ts';
import { fiveDigits, type IdHolder, type Nation } from './nation.ts';

export const france: Nation = {
  country: 'France',
  firstNames: {
    female: list(`Adèle, Bérénice, Capucine, Éléonore, Françoise, Gaëlle, Héloïse, Inès, Joséphine, Léa, Maëlys,
      Marie-Claude, Noémie, Océane, Pénélope, Rose, Solène, Thaïs, Valérie, Zoé`),
    male: list(`Adrien, Baptiste, Clément, Denis, Édouard, François-Xavier, Gaël, Hervé, Ismaël, Jean-Pierre, Kévin,
      Loïs, Maël, Noé, Othmane, Pierre-Yves, Rémi, Stéphane, Théo, Valentin`),
  },
  lastNames: list(`Aubry, Béranger, Chevallier, D'Amboise, Delacroix, Étienne, Fournier, Guérin, Hervé, Jolivet,
    Lacroix, L'Huillier, Lemaître, Morel, Noël, Olivier, Perrot, Quénot, Rivière, Saint-Martin, Thévenet, Vasseur`),
  cities: list(`Aix-en-Provence, Besançon, Châlons-en-Champagne, Dunkerque, Évreux, Fort-de-France, Grenoble, Hyères,
    Issy-les-Moulineaux, L'Haÿ-les-Roses, Le Mans, Mérignac, Nîmes, Orléans, Pau, Reims, Saint-Étienne, Tours,
    Vénissieux`),
  states: list(`Ain, Allier, Ardèche, Bouches-du-Rhône, Corrèze, Côte-d'Or, Deux-Sèvres, Finistère, Gard, Hérault,
    Ille-et-Vilaine, Loir-et-Cher, Nièvre, Puy-de-Dôme, Pyrénées-Orientales, Val-d'Oise, Vendée, Yonne`),
  streets: list(`Avenue de la République, Boulevard Saint-Germain, Place de l'Église, Place du Général-de-Gaulle,
    Quai Voltaire, Rue de l'Abbé-Grégoire, Rue des Écoles, Rue du Bât-d'Argent, Rue du Faubourg-Saint-Antoine,
    Rue Émile-Zola, Rue Pasteur`),
  postcode: fiveDigits,
  phone: ['01-##-##-##-##', '02-##-##-##-##', '03-##-##-##-##', '04-##-##-##-##', '05-##-##-##-##'],
  cell: ['06-##-##-##-##'],
  id: { name: 'INSEE', pattern: socialSecurityNumber },
};

/** The sex, the year and the month of birth, then the place, a serial number and the key. */
function socialSecurityNumber({ born, gender }: IdHolder): string {
  return `${gender === 'male' ? 1 : 2}${born.slice(2, 4)}${born.slice(5, 7)}######## ##`;
}
