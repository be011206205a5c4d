/* The names of ankerl::unordered_dense that mediasoup's worker uses, carried out by the standard library: Debian has no
 * package of it. The two differ in speed and in what an erase invalidates, and the standard one invalidates less. */
#ifndef DENSE_ON_STD_H
#define DENSE_ON_STD_H

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
  template<typename T>
  using hash = std::hash<T>;

  template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
  using map = std::unordered_map<Key, Value, Hash, Equal>;

  template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
  using set = std::unordered_set<Key, Hash, Equal>;
}

#endif
