import { list } from '../list.ts';
import { dayMonthYear, fiveDigits, type Nation } from './nation.ts';

export const finland: Nation = {
  country: 'Finland',
  firstNames: {
    female: list(`Aino, Bertta, Eeva-Liisa, Elli, Hilma, Inkeri, Johanna, Kerttu, Lyyli, Maija, Niina, Oona, Päivi,
      Riikka, Sylvi, Taimi, Tyyne, Venla, Ulla, Ylva`),
    male: list(`Aarne, Ahti, Eero, Esko, Hannu-Pekka, Ilmari, Jyrki, Kauko, Lasse, Matti, Niilo, Olavi, Pentti, Raimo,
      Sulo, Tapio, Toivo, Urho, Väinö, Yrjö`),
  },
  lastNames: list(`Ahtisaari, Eskola, Hämäläinen, Ikonen, Järvinen, Kekkonen, Laaksonen, Mäkelä, Nieminen, Ojala,
    Pöysti, Räsänen, Saarinen, Töyrylä, Uusitalo, Väisänen, Wuolijoki, Ylönen, Äyräs`),
  cities: list(`Espoo, Haapajärvi, Hämeenlinna, Iisalmi, Joensuu, Jyväskylä, Kemijärvi, Lahti, Lappeenranta, Mäntyharju,
    Naantali, Oulu, Pietarsaari, Pöytyä, Rovaniemi, Seinäjoki, Turku, Utsjoki, Vääksy, Ylöjärvi`),
  states: list(`Åland, Central Finland, Central Ostrobothnia, Finland Proper, Kymenlaakso, Lapland,
    Northern Ostrobothnia, Pirkanmaa, Päijänne Tavastia, South Karelia, Southern Savonia, Uusimaa`),
  streets: list(`Aleksanterinkatu, Esplanadi, Itsenäisyydenkatu, Kauppakatu, Koskikatu, Korkeavuorenkatu, Mäkelänkatu,
    Nordenskiöldinkatu, Puistokatu, Rautatienkatu, Tehtaankatu, Yliopistonkatu`),
  postcode: fiveDigits,
  phone: ['0#-###-###'],
  cell: ['04#-###-##-##'],
  id: { name: 'HETU', pattern: ({ born }) => `${dayMonthYear(born)}-###@` },
};
