import { list } from '../list.ts';
import type { Nation } from './nation.ts';

export const unitedKingdom: Nation = {
  country: 'United Kingdom',
  firstNames: {
    female: list(`Aisling, Beverley, Catriona, Daphne, Eleri, Fiona, Gwendolyn, Harriet, Imogen, Jodie, Keeley, Louisa,
      Morag, Nia, Ophelia, Phoebe, Rhiannon, Siobhán, Tamsin, Zara`),
    male: list(`Alistair, Barnaby, Callum, Dewi, Edmund, Fergus, Graham, Hugh, Iolo, Jasper, Kenneth, Lewis, Malcolm,
      Neil, Owain, Percy, Rory, Stuart, Trevor, Wilfred`),
  },
  lastNames: list(`Armstrong, Barker, Clarke-Jones, Davies, Ellis, Fletcher, Griffiths, Hughes, Ibrahim, Jenkins, Khan,
    Llewellyn, McAllister, Newton, O'Neill, Pritchard, Quigley, Rees, St. Clair, Thornton, Watson`),
  cities: list(`Aberdeen, Ashton-under-Lyne, Bath, Cardiff, Derry, Exeter, Falkirk, Gloucester, Hereford, Inverness,
    King's Lynn, Lisburn, Merthyr Tydfil, Newcastle upon Tyne, Perth, Ripon, Stoke-on-Trent, Truro, Westminster, York`),
  states: list(`Berkshire, Clwyd, Cornwall, County Antrim, County Tyrone, Cumbria, Dumfries and Galloway, Dyfed, Fife,
    Gloucestershire, Grampian, Isle of Wight, Lothian, Merseyside, Norfolk, Powys, Strathclyde, West Yorkshire`),
  streets: list(`Albert Road, Broadway, Church Lane, Green Lane, High Street, Kings Road, London Road, Mill Lane,
    New Street, Park Avenue, Queen's Crescent, School Lane, St. John's Road, The Grove, Victoria Street, Windsor Road`),
  postcode: ['@# #@@', '@## #@@', '@@# #@@', '@@## #@@', '@#@ #@@', '@@#@ #@@'],
  phone: ['013873 #####', '015242 #####', '015394 #####', '016977 ####', '017684 #####', '019467 #####'],
  cell: ['07### ######'],
  id: { name: 'NINO', pattern: '@@ ## ## ## @' },
};
