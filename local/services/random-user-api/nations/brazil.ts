import { list } from '../list.ts';
import { fiveDigits, type Nation } from './nation.ts';

export const brazil: Nation = {
  country: 'Brazil',
  firstNames: {
    female: list(`Adélia, Beatriz, Conceição, Débora, Eliana, Flávia, Glória, Heloísa, Iracema, Juçara, Lívia, Marília,
      Núbia, Olívia, Patrícia, Quitéria, Rosângela, Simone, Thaís, Vitória`),
    male: list(`Adão, Benício, Cauã, Davi, Emílio, Fábio, Getúlio, Heitor, Inácio, João, Kléber, Lúcio, Márcio, Nélson,
      Otávio, Plínio, Raí, Sebastião, Tomé, Vinícius`),
  },
  lastNames: list(`Almeida, Barbosa, Carvalho, da Conceição, da Luz, das Neves, de Souza, Farias, Gonçalves, Guimarães,
    Lima, Magalhães, Nogueira, Oliveira, Pinheiro, Queirós, Ribeiro, Simões, Teixeira, Viana`),
  cities: list(`Aracaju, Belém, Blumenau, Cuiabá, Diadema, Embu das Artes, Florianópolis, Goiânia, Ilhéus, Jundiaí,
    Londrina, Maceió, Niterói, Olinda, Petrópolis, Ribeirão Preto, São José dos Campos, Taubaté, Uberlândia, Vitória`),
  states: list(`Acre, Alagoas, Amapá, Ceará, Distrito Federal, Espírito Santo, Goiás, Maranhão, Minas Gerais, Pará,
    Paraíba, Paraná, Pernambuco, Rio Grande do Sul, Rondônia, São Paulo, Sergipe, Tocantins`),
  streets: list(`Avenida Brasil, Avenida da Liberdade, Rua Amazonas, Rua Bela Vista, Rua das Flores, Rua Dom Pedro II,
    Rua Duque de Caxias, Rua Minas Gerais, Rua Quinze de Novembro, Rua Santos Dumont, Rua São José, Travessa da Paz`),
  postcode: fiveDigits,
  phone: ['(##) ####-####'],
  cell: ['(##) ####-####'],
  id: { name: 'CPF', pattern: '###.###.###-##' },
};
