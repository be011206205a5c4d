import { useEffect, useState } from 'react';

/** A picture that was taken just now as a data address, since the pages' rules let no blob in. @returns '' until it is read */
export function useDataAddress(picture: Blob | null): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    setAddress('');
    if (!picture) return;
    const reader = new FileReader();
    reader.onload = () => setAddress(String(reader.result));
    reader.readAsDataURL(picture);
    return () => reader.abort();
  }, [picture]);
  return address;
}
