import { list } from '../list.ts';
import type { Nation } from './nation.ts';

export const netherlands: Nation = {
  country: 'Netherlands',
  firstNames: {
    female: list(`Annemieke, Bregje, Coby, Désirée, Evelien, Froukje, Geertruida, Hanneke, Iris, Jolijn, Klaasje,
      Liesbeth, Margriet, Noëlle, Oda, Petronella, Roos, Saskia, Trijntje, Willemijn`),
    male: list(`Adriaan, Bouke, Cornelis, Dirk-Jan, Egbert, Floris, Gerrit, Hylke, IJsbrand, Joost, Klaas, Luuk,
      Maarten, Niek, Olivier, Pieter, Reinier, Sjoerd, Teun, Wouter`),
  },
  lastNames: list(`Aalbers, Bakker, Coenen, Dekkers, Elzinga, Franssen, Gerritsen, Hoekstra, IJzerman, Jansen, Koopmans,
    Leeuwenhoek, Mulder, Nijhuis, Oosterhuis, Postma, Roos, Schouten, van 't Hof, Van den Berg, Visser, Zijlstra`),
  cities: list(`Alkmaar, Bergen op Zoom, Culemborg, Den Helder, Emmen, Franeker, Goes, 's-Hertogenbosch, IJmuiden,
    Joure, Kampen, Leeuwarden, Middelburg, Nijmegen, Oss, Purmerend, Roermond, Sneek, Tiel, Zwolle`),
  states: list(`Drenthe, Flevoland, Friesland, Gelderland, Groningen, Limburg, Noord-Brabant, Noord-Holland, Overijssel,
    Utrecht, Zeeland, Zuid-Holland`),
  streets: list(`Beukenlaan, Dorpsstraat, Eikenlaan, Hoofdweg, Julianastraat, Kerkstraat, Lange Voorhout, Markt,
    Molenweg, Nieuwstraat, Prins Bernhardlaan, Schoolstraat, 't Zand, Van Goghstraat, Wilhelminaplein`),
  postcode: ['#### @@'],
  phone: ['(0##) #######'],
  cell: ['(06) ########'],
  id: { name: 'BSN', pattern: '########' },
};
