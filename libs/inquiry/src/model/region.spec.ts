import fc from 'fast-check';
import { anyDrawnRegion, drawnRegions, overlap, regionOf } from '../../test/regions.js';
import { service } from '../../test/world.js';
import { coversRegion, parseRegion, regionsMeet } from '../index.js';

describe('a region', () => {
  it.each([
    ['320812', '320812'],
    ['320800', '3208'],
    ['3208', '3208'],
    ['320000', '32'],
    ['3200', '32'],
    ['32', '32'],
    ['300000', '30'],
    ['320100', '3201'],
    ['320010', '320010'],
    ['000000', '000000'],
    ['0000', '000000'],
    ['00', '000000'],
  ])('written %s is %s', (text, region) => {
    expect(parseRegion(text)).toBe(region);
    expect(parseRegion(region)).toBe(region);
  });

  it.each(['', '3', '320', '32081', '3208120', '32081200', '320x', '３２', ' 32', '32 ', '-1', '32\n', '苏'])(
    'is not written %j',
    (text) => {
      expect(parseRegion(text)).toBeUndefined();
    },
  );

  it('is the same for two texts exactly when the same counties lie in both', () => {
    fc.assert(
      fc.property(anyDrawnRegion, anyDrawnRegion, (one, other) => {
        const same = [...one.counties].join() === [...other.counties].join();
        expect(parseRegion(one.text) === parseRegion(other.text)).toBe(same);
      }),
    );
  });

  it('meets another exactly when some county lies in both', () => {
    for (const one of drawnRegions) {
      for (const other of drawnRegions) {
        const meet = regionsMeet(regionOf(one.text), regionOf(other.text));
        expect({ one: one.text, other: other.text, meet }).toEqual({
          one: one.text,
          other: other.text,
          meet: overlap(one, other),
        });
      }
    }
  });
});

describe('a service', () => {
  const covers = (regions: readonly string[], region: string) =>
    coversRegion({ ...service('LAND'), regions }, regionOf(region));

  it('that names no region, or the whole country, covers each', () => {
    for (const { text } of drawnRegions) {
      expect(covers([], text)).toBe(true);
      expect(covers(['3702', '000000'], text)).toBe(true);
    }
  });

  it('covers what one of its regions meets, and nothing else', () => {
    expect(covers(['3208', '370202'], '32')).toBe(true);
    expect(covers(['3208', '370202'], '320812')).toBe(true);
    expect(covers(['3208', '370202'], '3702')).toBe(true);
    expect(covers(['3208', '370202'], '370203')).toBe(false);
    expect(covers(['320800'], '320812')).toBe(true);
  });

  it('covers nothing by a region that cannot be read', () => {
    expect(covers(['淮安', '320'], '3208')).toBe(false);
  });
});
