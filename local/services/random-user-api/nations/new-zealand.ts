import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const newZealand: Nation = {
  country: 'New Zealand',
  firstNames: {
    female: list(`Anahera, Bella, Chelsea, Danielle, Ella, Frankie, Georgia, Hinemoa, Indie, Jorja, Kiri, Lydia, Manaia,
      Nina, Olivia, Paige, Rangi, Stella, Te Aroha, Zoe`),
    male: list(`Ashton, Blake, Caleb, Dylan, Elijah, Finn, George, Hemi, Isaac, Jayden, Kahu, Logan, Mikaere, Nikau,
      Oliver, Quinn, Rāwiri, Tāne, Theo, Wiremu`),
  },
  lastNames: list(`Anderson, Brown, Clarke, Davies, Edwards, Fa'asavalu, Green, Hohepa, Jackson, King, Li, Morris,
    Ngata, O'Sullivan, Parata, Roberts, Singh, Taylor, Wairau, Wood, Zhang`),
  cities: list(`Auckland, Blenheim, Christchurch, Dunedin, Gisborne, Greymouth, Hamilton, Invercargill, Kaikōura,
    Masterton, Napier, New Plymouth, Ōamaru, Palmerston North, Queenstown, Rotorua, Taupō, Upper Hutt, Whakatāne,
    Whangārei`),
  states: list(`Bay of Plenty, Canterbury, Chatham Islands, Hawke's Bay, Manawatu-Wanganui, Marlborough, Otago,
    Southland, Tasman, Wellington, West Coast`),
  streets: list(`Anzac Parade, Beach Road, Cuba Street, Dominion Road, Fenton Street, George Street, Karangahape Road,
    Lambton Quay, Manukau Road, Moorhouse Avenue, Ponsonby Road, Riccarton Road, The Terrace, Tory Street`),
  postcode: fiveDigits,
  phone: ['(###)-###-####'],
  cell: ['(###)-###-####'],
};
