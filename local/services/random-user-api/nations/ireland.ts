import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const ireland: Nation = {
  country: 'Ireland',
  firstNames: {
    female: list(`Aoife, Bríd, Caoimhe, Deirdre, Eimear, Fionnuala, Gráinne, Helen, Íde, Joan, Katie, Laoise, Máire,
      Niamh, Órla, Patricia, Róisín, Sinéad, Teresa, Úna`),
    male: list(`Aidan, Brendan, Cian, Daithí, Éamon, Fiachra, Gearóid, Hugh, Iarla, Jarlath, Kevin, Liam, Micheál, Noel,
      Oisín, Pádraig, Ruairí, Seán, Tadhg, Vincent`),
  },
  lastNames: list(`Ahern, Byrne, Carroll, Doyle, Egan, Fitzpatrick, Gallagher, Higgins, Kavanagh, Lynch, McCarthy,
    Nolan, O'Brien, O'Dowd, Ó Súilleabháin, Power, Quirke, Reilly, Sweeney, Tobin, Walsh`),
  cities: list(`Arklow, Balbriggan, Carlow, Drogheda, Ennis, Fermoy, Galway, Howth, Kilkenny, Letterkenny, Mullingar,
    Navan, Port Laoise, Roscommon, Sligo, Thurles, Tramore, Waterford, Wexford, Youghal`),
  states: list(`Carlow, Clare, Cork City, Donegal, Dublin City, Dún Laoghaire–Rathdown, Galway County, Kerry, Laois,
    Leitrim, Longford, Mayo, Meath, Monaghan, Offaly, South Dublin, Westmeath, Wicklow`),
  streets: list(`Abbey Street, Boghall Road, Church Road, Dame Street, Grafton Street, Henry Street, Killarney Road,
    Main Street, North Street, O'Connell Avenue, Patrick Street, South Quay, The Crescent, Woodlawn Park`),
  postcode: fiveDigits,
  phone: ['0#1-###-####'],
  cell: ['081-###-####'],
  id: { name: 'PPS', pattern: '#######T' },
};
