import { list } from '../list.ts';
import type { Nation } from './nation.ts';

export const australia: Nation = {
  country: 'Australia',
  firstNames: {
    female: list(`Abigail, Bronwyn, Charlotte, Daisy, Eliza, Freya, Grace, Hayley, Isla, Jacinta, Kirra, Lucinda,
      Matilda, Narelle, Olive, Poppy, Ruby, Sienna, Tahlia, Willow`),
    male: list(`Angus, Archer, Brodie, Cooper, Darcy, Ethan, Flynn, Hamish, Jarrod, Kieran, Lachlan, Mitchell, Nate,
      Oscar, Patrick, Riley, Spencer, Toby, Wade, Xavier`),
  },
  lastNames: list(`Abbott, Bailey, Callaghan, D'Arcy, Edwards, Fitzgerald, Gallagher, Henderson, Ingram, Jacobs, Kelly,
    Lawson, MacDonald, Nguyen, O'Connor, Papadopoulos, Quinn, Robertson, Smith, Turner, Walsh, Young`),
  cities: list(`Adelaide, Albury, Ballarat, Bathurst, Bendigo, Bunbury, Cairns, Coffs Harbour, Darwin, Dubbo, Geelong,
    Hobart, Kalgoorlie, Launceston, Mackay, Mildura, Orange, Perth, Rockhampton, Toowoomba, Wagga Wagga, Wollongong`),
  states: list(`Australian Capital Territory, New South Wales, Northern Territory, Queensland, South Australia,
    Tasmania, Victoria, Western Australia`),
  streets: list(`Bourke St, Collins St, Dandenong Rd, Eyre Ave, Flinders Lane, Gum Tree Dr, Hindley St, Jacaranda Ave,
    King William Rd, Lonsdale St, Parramatta Rd, Queen St, Swanston St, Wattle St`),
  postcode: { from: 200, to: 9999 },
  phone: ['0#-####-####'],
  cell: ['04##-###-###'],
  id: { name: 'TFN', pattern: '#########' },
};
