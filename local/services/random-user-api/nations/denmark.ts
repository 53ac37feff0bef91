import { list } from '../list.ts';
import { dayMonthYear, fiveDigits, type Nation } from './nation.ts';

export const denmark: Nation = {
  country: 'Denmark',
  firstNames: {
    female: list(`Astrid, Bodil, Cecilie, Ditte, Esther, Freja, Gry, Helle, Inger, Josefine, Kirstine, Lærke, Mathilde,
      Nanna, Olga, Pernille, Rikke, Søs, Tilde, Åse`),
    male: list(`Asger, Bertram, Christian, Ditlev, Emil, Frederik, Gustav, Hjalmar, Ivan, Jørgen, Kjeld, Lauge, Mads,
      Niels-Erik, Otto, Preben, Rasmus, Søren, Troels, Villads`),
  },
  lastNames: list(`Andreasen, Bertelsen, Christoffersen, Danielsen, Eriksen, Frandsen, Gregersen, Holm, Iversen,
    Jørgensen, Kjær, Lassen, Mortensen, Nørgaard, Østergaard, Poulsen, Rasmussen, Sørensen, Thomsen, Winther`),
  cities: list(`Aabenraa, Billund, Ærøskøbing, Dragør, Esbjerg, Frederikshavn, Gråsten, Hjørring, Ishøj, Jyllinge, Køge,
    Lemvig, Middelfart, Næstved, Odense, Præstø, Ringkøbing, Sønderborg, Tårnby, Vejle`),
  states: list('Danmark, Hovedstaden, Midtjylland, Nordjylland, Sjælland, Syddanmark'),
  streets: list(`Birkevej, Enghavevej, Fælledvej, Grønnegade, Havnegade, Industrivej, Jernbanegade, Kirkevej, Møllevej,
    Nørregade, Præstevænget, Skolegade, Strandvejen, Østerbrogade`),
  postcode: fiveDigits,
  phone: ['########'],
  cell: ['########'],
  id: { name: 'CPR', pattern: ({ born }) => `${dayMonthYear(born)}-####` },
};
