/**
 * The market stall at dusk, drawn: hills, a sky with the last light, an awning, three lanterns, crates of what grows.
 * A picture for the eye alone; it holds no words and does not move. Sky, hills and ground go on far beside the stall, so
 * that a wide screen shows more of the evening and not a bigger stall.
 */
export function StallDrawing() {
  return (
    <svg className="stall" viewBox="0 0 390 844" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      <defs>
        <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#1f2547" />
          <stop offset=".32" stopColor="#4a4470" />
          <stop offset=".52" stopColor="#a8637a" />
          <stop offset=".66" stopColor="#e59a6b" />
        </linearGradient>
        <radialGradient id="glow">
          <stop offset="0" stopColor="#ffd9a0" stopOpacity=".85" />
          <stop offset=".4" stopColor="#ffb871" stopOpacity=".28" />
          <stop offset="1" stopColor="#ffb871" stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect x="-900" y="-400" width="2190" height="1700" fill="#1f2547" />
      <rect x="-900" width="2190" height="844" fill="url(#dusk)" />
      <g fill="#fff4dc">
        <circle cx="52" cy="132" r="1.4" opacity="0.8" />
        <circle cx="121" cy="86" r="1" opacity="0.6" />
        <circle cx="206" cy="150" r="1.2" opacity="0.7" />
        <circle cx="318" cy="102" r="1.5" opacity="0.85" />
        <circle cx="352" cy="182" r="1" opacity="0.5" />
        <circle cx="262" cy="70" r="1" opacity="0.5" />
        <circle cx="-90" cy="120" r="1.3" opacity="0.7" />
        <circle cx="-210" cy="60" r="1.1" opacity="0.6" />
        <circle cx="-320" cy="170" r="1.5" opacity="0.8" />
        <circle cx="-480" cy="90" r="1.2" opacity="0.6" />
        <circle cx="470" cy="140" r="1.4" opacity="0.8" />
        <circle cx="590" cy="76" r="1.1" opacity="0.6" />
        <circle cx="700" cy="190" r="1.3" opacity="0.7" />
        <circle cx="840" cy="110" r="1.2" opacity="0.6" />
      </g>
      <path
        d="M-900 430l90-70 80 60 110-130 96 104 70-46 120 82 100-60 94 30 100-100 52 54 84-92 76 86 60-48 88 70 96-110 90 96 84-60 110 100 120-70 130 90 160-60v900H-900Z"
        fill="#54426a"
        opacity=".75"
      />
      <path
        d="M-900 470l120-50 90 40 130-80 110 76 100-40 120 60 90-50 112-30 72 46 94-62 98 62 62-36 110 60 120-80 110 70 130-56 120 60 160-50v900H-900Z"
        fill="#3d3355"
      />
      <path
        d="M-900 520c220-50 380 20 560-6s290-52 600-22 250 30 480-10 300 10 550 0v900H-900Z"
        fill="#2c2743"
      />
      <g transform="translate(0 -96)">
        <circle cx="195" cy="418" r="210" fill="url(#glow)" />
        <g stroke="#2a1d18" strokeWidth="5" strokeLinecap="round">
          <path d="M72 372v236M318 372v236" />
        </g>
        <path d="M84 432h222v112H84z" fill="#3a251d" />
        <path d="M84 432h222v112H84z" fill="#ffb871" opacity=".22" />
        <g>
          <path d="M52 372 78 304h234l26 68Z" fill="#c8451b" />
          <path
            d="M98 304h30l-14 68H88Zm60 0h30l-4 68h-38Zm60 0h28l12 68h-38Zm58 0h28l18 68h-34Z"
            fill="#f6e7d0"
          />
          <path
            d="M52 372c0 26 36 26 36 0 0 26 42 26 42 0 0 26 44 26 44 0 0 26 42 26 42 0 0 26 44 26 44 0 0 26 42 26 42 0 0 26 36 26 36 0Z"
            fill="#a83812"
          />
          <path d="M88 372c0 26 42 26 42 0Zm86 0c0 26 42 26 42 0Zm86 0c0 26 42 26 42 0Z" fill="#e8d3b4" />
        </g>
        <g>
          <path d="M120 392v18M195 396v22M270 392v18" stroke="#2a1d18" strokeWidth="2" />
          <circle cx="120" cy="424" r="46" fill="url(#glow)" />
          <circle cx="195" cy="434" r="52" fill="url(#glow)" />
          <circle cx="270" cy="424" r="46" fill="url(#glow)" />
          <ellipse cx="120" cy="422" rx="11" ry="13" fill="#ffcf87" />
          <ellipse cx="195" cy="432" rx="13" ry="15" fill="#ffd998" />
          <ellipse cx="270" cy="422" rx="11" ry="13" fill="#ffcf87" />
        </g>
        <g>
          <g fill="#b4553d">
            <circle cx="96" cy="524" r="11" />
            <circle cx="114" cy="520" r="12" />
            <circle cx="132" cy="525" r="11" />
            <circle cx="106" cy="512" r="10" />
            <circle cx="123" cy="510" r="9" />
          </g>
          <g fill="#7f9a58">
            <circle cx="176" cy="522" r="12" />
            <circle cx="196" cy="519" r="13" />
            <circle cx="215" cy="523" r="12" />
            <circle cx="188" cy="509" r="10" />
            <circle cx="206" cy="508" r="10" />
          </g>
          <g fill="#d9a95f">
            <circle cx="258" cy="524" r="9" />
            <circle cx="273" cy="522" r="10" />
            <circle cx="289" cy="525" r="9" />
            <circle cx="266" cy="513" r="8" />
            <circle cx="281" cy="512" r="8" />
          </g>
          <g fill="#6d4630">
            <path d="M78 528h72v40H78zM160 528h72v40h-72zM242 528h66v40h-66z" />
          </g>
          <path
            d="M78 541h72M78 554h72M160 541h72M160 554h72M242 541h66M242 554h66"
            stroke="#4c2f20"
            strokeWidth="2.5"
          />
          <path d="M58 568h274v14H58z" fill="#8a5a3c" />
          <path d="M66 582h258v54H66z" fill="#4a2f22" />
        </g>
        <path d="M-900 636h2190v900H-900z" fill="#221c30" />
        <ellipse cx="195" cy="640" rx="210" ry="22" fill="#ffb871" opacity=".14" />
      </g>
    </svg>
  );
}
