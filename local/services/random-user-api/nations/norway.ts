import { list } from '../list.ts';
import { dayMonthYear, type Nation } from './nation.ts';

export const norway: Nation = {
  country: 'Norway',
  firstNames: {
    female: list(`Agnes, Berit, Dagny, Eline, Frøydis, Gunvor, Hedda, Ingrid, Jorunn, Kjersti, Liv, Mathea, Nora, Oddny,
      Ragnhild, Solveig, Torill, Unni, Vigdis, Åshild`),
    male: list(`Aksel, Bjørn, Didrik, Eirik, Frode, Gjermund, Håkon, Ivar, Jørn, Kåre, Leif, Magnus, Njål, Odd-Arne,
      Petter, Ragnar, Sindre, Trygve, Ulrik, Øystein`),
  },
  lastNames: list(`Aas, Bakke, Dahlgård, Engen, Fjeld, Grønli, Haugland, Iversen, Johnsrud, Kvåle, Lyngstad, Myhre,
    Nygård, Opdahl, Rønning, Sæther, Tveit, Ulvestad, Ødegård, Aasen`),
  cities: list(`Arendal, Bodø, Drøbak, Egersund, Florø, Gjøvik, Hønefoss, Ikornnes, Jørpeland, Kristiansand,
    Lillehammer, Mandal, Narvik, Odda, Porsgrunn, Røros, Sandnes, Tromsø, Ulsteinvik, Ålesund`),
  states: list(`Akershus, Aust-Agder, Buskerud, Finnmark - Finnmárku, Hedmark, Hordaland, Møre og Romsdal, Nordland,
    Oppland, Sogn og Fjordane, Troms - Romsa, Trøndelag, Vest-Agder, Vestfold, Østfold`),
  streets: list(`Bergsgata, Dronningens gate, Fjellveien, Granliveien, Husebyveien, Karl Johans gate, Kirkegata,
    Lærdalsvegen, Mølleveien, Nordahl Bruns gate, Strandgata, Sørkedalsveien, Åsveien`),
  // Text, because of the zero that some of them start with.
  postcode: ['####'],
  phone: ['########'],
  cell: ['########'],
  id: { name: 'FN', pattern: ({ born }) => `${dayMonthYear(born)}#####` },
};
